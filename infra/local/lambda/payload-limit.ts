/** Bytes of JSON that Lambda takes and gives: 6 MB, and a little for its own envelope. */
export const payloadLimit = 6 * 1024 * 1024 + 100;
