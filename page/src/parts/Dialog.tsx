import Button from '@atlaskit/button/new';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';
import type { FormEvent, ReactNode } from 'react';
import styles from './Dialog.module.css';
import { Trouble } from './Trouble';

interface DialogProps {
  title: string;
  children: ReactNode;
  /** What the button says that does it. */
  does: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  /** Nothing can be done yet: something is missing. */
  isDisabled?: boolean;
  error?: unknown;
  width?: 'small' | 'medium' | 'large';
  onDo: () => void;
  onClose: () => void;
}

/** Asks before something is done, in a window over the page; stays open until the service has confirmed it. */
export function Dialog(props: DialogProps) {
  const { title, children, does, isDangerous = false, isBusy = false, isDisabled = false } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy && !isDisabled) props.onDo();
  };
  const close = (): void => {
    if (!isBusy) props.onClose();
  };
  return (
    <ModalTransition>
      <Modal onClose={close} width={props.width ?? 'medium'} shouldCloseOnOverlayClick={false}>
        <form onSubmit={submit} className={styles.form}>
          <ModalHeader hasCloseButton>
            <ModalTitle>{title}</ModalTitle>
          </ModalHeader>
          <ModalBody>
            <div className={styles.body}>
              {children}
              <Trouble error={props.error} />
            </div>
          </ModalBody>
          <ModalFooter>
            <Button appearance="subtle" onClick={close} isDisabled={isBusy}>
              Cancel
            </Button>
            <Button
              type="submit"
              appearance={isDangerous ? 'danger' : 'primary'}
              isLoading={isBusy}
              isDisabled={isDisabled}
            >
              {does}
            </Button>
          </ModalFooter>
        </form>
      </Modal>
    </ModalTransition>
  );
}
