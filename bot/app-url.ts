/** Setting with the address of the app that ran last, so that commands beside it write the same links. */
export const APP_URL = 'app.url';
