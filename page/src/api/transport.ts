/** A way to speak with the service: one in a browser of its own, one inside Jira. */
export type Speak = (request: Request) => Promise<Response>;

/** A file that the service makes, as the browser can save it. */
export type Save = (path: string, name: string) => Promise<void>;
