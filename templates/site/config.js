// Where the API is. Empty: where this page came from. The deployment writes this file anew with the address of its API.
export const API_BASE = "";
