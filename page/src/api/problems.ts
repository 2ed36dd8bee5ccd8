/** Everything that can go wrong between the page and the service, each with a sentence for a person. */

/** A problem document (RFC 9457) of the service. */
export class Problem extends Error {
  override name = 'Problem';

  constructor(
    readonly status: number,
    readonly says: string,
    /** So many seconds the service asks to wait; null where it does not say. */
    readonly waitSeconds: number | null = null,
  ) {
    super(says);
  }
}

/** The service was not reached: the network is away, or the service is. */
export class Unreachable extends Error {
  override name = 'Unreachable';

  constructor() {
    super('The service cannot be reached.');
  }
}

const UNREADABLE = 'The service answered with something that this page cannot read.';

/** The problem that an answer tells of; of one that is no problem document the status alone is known. */
export function problemOf(response: Response, body: unknown): Problem {
  const wait = Number(response.headers.get('retry-after'));
  return new Problem(response.status, detailOf(body) ?? UNREADABLE, Number.isFinite(wait) && wait > 0 ? wait : null);
}

function detailOf(body: unknown): string | null {
  if (typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string') {
    return body.detail;
  }
  return null;
}

/** Whether the same question may do better in a moment. */
export function mayPass(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof Problem && [408, 429, 502, 503, 504].includes(error.status);
}

/** The sentence of any failure. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return error.says;
  if (error instanceof Unreachable) return error.message;
  return 'Something failed in this page that nobody expected. Load it again; if it happens again, tell your admin.';
}
