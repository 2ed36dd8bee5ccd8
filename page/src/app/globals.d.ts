/** The version of the package that this page was built from. */
declare const __PAGE_VERSION__: string;
