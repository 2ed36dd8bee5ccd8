import { problemOf } from '../api/problems';
import type { Speak } from '../api/transport';

/** A file as it came: what it is called, and what is in it. */
export interface Saved {
  readonly name: string;
  readonly blob: Blob;
}

/** Fetches a file that the service packed into JSON: the same way inside Jira and stand-alone. */
export async function fetchPacked(speak: Speak, path: string, prefix: string): Promise<Saved> {
  const answer = await speak(new Request(path, { headers: { accept: 'application/json' } }));
  const body: unknown = await answer.json().catch(() => null);
  if (answer.status !== 200 || !isPacked(body)) throw problemOf(answer, body);
  const bytes = Uint8Array.from(atob(body.content), (letter) => letter.charCodeAt(0));
  return { name: `${prefix}-${body.name}`, blob: new Blob([bytes], { type: body.media_type }) };
}

/** Gives a file to whoever looks. */
export function offer({ name, blob }: Saved): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

interface PackedFile {
  name: string;
  media_type: string;
  content: string;
}

function isPacked(body: unknown): body is PackedFile {
  return typeof body === 'object' && body !== null && 'content' in body && 'name' in body && 'media_type' in body;
}
