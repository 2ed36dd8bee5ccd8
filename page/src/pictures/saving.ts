import { type Api, given } from '../api/client';
import type { Question } from '../parts/question';
import { offer } from '../parts/saving';
import type { PictureName } from './asked';

const SHARPER = 2;

export type FileForm = 'png' | 'svg';

interface Wanted {
  name: PictureName;
  form: FileForm;
  theme: 'light' | 'dark';
  question: Question;
}

/** Saves a picture as a file. The service draws an SVG; a PNG is made of it here, because Jira passes text alone on. */
export async function savePicture(api: Api, { name, form, theme, question }: Wanted): Promise<void> {
  const asked = api.GET('/api/v1/pictures/{name}/svg', {
    params: { path: { name }, query: { ...question, theme } },
    parseAs: 'text',
  });
  const { response } = await asked;
  if (response.status === 202) throw new NotYet();
  const svg = new Blob([String(await given(asked))], { type: 'image/svg+xml' });
  offer({ name: `${name}.${form}`, blob: form === 'svg' ? svg : await asPng(svg) });
}

/** Nothing is known yet that could be drawn. */
export class NotYet extends Error {}

async function asPng(svg: Blob): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SHARPER;
    canvas.height = image.naturalHeight * SHARPER;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob === null ? failed(new Error('no PNG')) : done(blob)), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The theme that the page wears. */
export function themeWorn(): 'light' | 'dark' {
  return document.documentElement.dataset.colorMode === 'dark' ? 'dark' : 'light';
}
