// The calls of the `book` contract and of picture uploads. Knows the wire and nothing of the page.
import { API_BASE } from "./config.js";

const TOKEN = "sundown.token";
const WHO = "sundown.who";
const address = (path) => new URL(path, API_BASE || window.location.origin);

// What the contract's error sentences mean here; the page words them.
const MEANINGS = {
  "Username already exists": "userExists",
  "Invalid Password value.": "badPassword",
  "Login failed.": "loginFailed",
};

// A refused or failed call: `key` names the sentence to show, `values` fill it.
export class ApiError extends Error {
  constructor(key, ...values) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

// The token lives as long as the tab: closing it signs out.
export const signedInAs = () => (sessionStorage.getItem(TOKEN) ? sessionStorage.getItem(WHO) : null);

export function signOut() {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(WHO);
}

export const signUp = (username, password) => call("POST", "/auth/signup", { username, password });

export async function signIn(username, password) {
  const answer = await call("POST", "/auth/signin", { username, password });
  sessionStorage.setItem(TOKEN, answer.token);
  sessionStorage.setItem(WHO, answer.username);
}

const todos = async (method, body, headers) => (await call(method, "/todo", body, headers)).data.map(withAddresses);

export const listTodos = () => todos("GET");
// `key` makes a repeated try harmless: the same key never adds twice.
export const addTodo = (title, key) => todos("POST", { title }, { "idempotency-key": key });
export const changeTodo = ({ id, title, done }) => todos("PUT", { id, title, done });
export const removeTodo = (id) => todos("DELETE", { id });

export async function uploadPicture(id, file) {
  const link = await call("POST", "/media", { todo_id: id, content_type: file.type, size: file.size });
  // The link carries its own signature: a token beside it would be one secret too many, and S3 refuses both together.
  const answer = await reach(address(link.upload_url), { method: link.method, headers: link.headers, body: file });
  if (!answer.ok) throw new ApiError(answer.status >= 500 ? "unavailable" : "badArguments");
}

function withAddresses(todo) {
  const whole = (url) => (url ? address(url).href : null);
  return { ...todo, picture: whole(todo.picture_url), thumbnail: whole(todo.thumbnail_url) };
}

async function call(method, path, body, headers = {}) {
  const token = sessionStorage.getItem(TOKEN);
  const answer = await reach(address(path), {
    method,
    headers: {
      ...(body && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  throw await refusal(answer, path);
}

async function reach(url, options) {
  try {
    return await fetch(url, { ...options, cache: "no-store", referrerPolicy: "no-referrer" });
  } catch {
    throw new ApiError("unreachable");
  }
}

async function refusal(answer, path) {
  if (answer.status === 403) return new ApiError("sessionOver");
  if (answer.status === 404 && path === "/media") return new ApiError("noPictures");
  if (answer.status === 429) return new ApiError("tooMany", answer.headers.get("retry-after") ?? "60");
  if (answer.status >= 500) return new ApiError("unavailable");
  const body = await answer.json().catch(() => null);
  return new ApiError(MEANINGS[body?.error] ?? "badArguments");
}
