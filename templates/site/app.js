// The page: shows the state, and turns what a person does into calls. Everything shown goes through textContent.
import * as api from "./api.js";
import { pictureOf } from "./pictures.js";
import { fillTexts, switchLanguage, text } from "./text.js";

const at = (id) => document.getElementById(id);
const state = { todos: [], editing: null, newKey: null, entering: false };

// Runs actions one after another, so that an older answer never overwrites a newer list.
let last = Promise.resolve();
function act(action, done) {
  const run = last.then(() => attempt(action, done));
  last = run.catch(() => {});
  return run;
}

// Runs one action: says that it went well, or why it did not. An expired sign-in ends the session.
async function attempt(action, done) {
  say("error", "");
  say("status", "");
  try {
    await action();
    if (done) say("status", text(done));
    return true;
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    if (error.key === "sessionOver") leave();
    say("status", "");
    say("error", text(error.key, ...error.values));
    return false;
  }
}

function say(place, words) {
  at(place).textContent = words;
  if (place === "error") at(place).hidden = !words;
}

function leave() {
  api.signOut();
  Object.assign(state, { todos: [], editing: null, newKey: null });
  show();
}

async function enter() {
  state.todos = await api.listTodos();
  show();
}

// Drawing.

function show() {
  const who = api.signedInAs();
  at("account").hidden = who !== null;
  at("todos").hidden = who === null;
  at("signout").hidden = who === null;
  at("who").hidden = who === null;
  at("who").textContent = who ?? "";
  const done = state.todos.filter((todo) => todo.done).length;
  at("count").textContent = state.todos.length ? text("count", done, state.todos.length) : text("empty");
  const focus = document.activeElement?.id;
  at("list").replaceChildren(...state.todos.map(item));
  // Drawing anew must not take the keyboard's place away.
  if (focus) at(focus)?.focus();
}

function item(todo) {
  const drawn = at("item").content.cloneNode(true);
  const row = drawn.firstElementChild;
  const part = (name) => row.querySelector(`[data-part=${name}]`);
  fillTexts(row);
  for (const element of row.querySelectorAll("[data-part]")) element.id = `${element.dataset.part}-${todo.id}`;

  part("title").textContent = todo.title;
  part("title").htmlFor = part("done").id;
  part("done").checked = todo.done;
  part("done").onchange = (event) => change({ ...todo, done: event.target.checked });
  name(part("change"), "editOf", todo).onclick = () => edit(todo);
  name(part("remove"), "removeOf", todo).onclick = () => remove(todo);
  name(part("file"), "pictureOf", todo).onchange = (event) => upload(todo, event.target.files[0]);
  part("picture").htmlFor = part("file").id;

  const editing = state.editing?.id === todo.id;
  row.classList.toggle("done", todo.done);
  row.classList.toggle("editing", editing);
  part("title").hidden = editing;
  part("edit").hidden = !editing;
  if (editing) fillEditor(part, todo);
  pictureOf(todo, part("link"), part("waiting"), text("thumbnailOf", todo.title));
  return drawn;
}

// A row's controls carry the title in their names, so that a screen reader's list of buttons makes sense.
function name(element, key, todo) {
  element.setAttribute("aria-label", text(key, todo.title));
  return element;
}

function fillEditor(part, todo) {
  const draft = name(part("draft"), "draftOf", todo);
  draft.value = state.editing.title;
  draft.oninput = () => {
    state.editing.title = draft.value;
  };
  draft.onkeydown = (event) => {
    if (event.key === "Escape") stopEditing(todo);
  };
  part("cancel").onclick = () => stopEditing(todo);
  part("edit").onsubmit = (event) => {
    event.preventDefault();
    change({ ...todo, title: draft.value.trim() }, () => stopEditing(todo));
  };
}

// What a person does.

function edit(todo) {
  state.editing = { id: todo.id, title: todo.title };
  show();
  at(`draft-${todo.id}`).select();
}

function stopEditing(todo) {
  state.editing = null;
  show();
  at(`change-${todo.id}`)?.focus();
}

async function change(todo, then) {
  const saved = await act(async () => (state.todos = await api.changeTodo(todo)), "changed");
  if (saved && then) then();
  else show();
}

async function remove(todo) {
  await act(async () => (state.todos = await api.removeTodo(todo.id)), "removed");
  show();
  if (api.signedInAs()) at("title").focus();
}

async function upload(todo, file) {
  if (!file) return;
  await act(async () => {
    if (!["image/jpeg", "image/png", "image/webp", "image/gif"].includes(file.type)) throw new api.ApiError("pictureType");
    if (file.size > 5 * 1024 * 1024 || file.size === 0) throw new api.ApiError("pictureSize");
    say("status", text("uploading"));
    pictureOf.forget(todo.id);
    await api.uploadPicture(todo.id, file);
    state.todos = await api.listTodos();
  }, "uploaded");
  show();
}

at("account-form").onsubmit = async (event) => {
  event.preventDefault();
  const username = at("username").value.trim();
  const password = at("password").value;
  if (state.entering) return;
  state.entering = true;
  const signedIn = await act(async () => {
    say("status", text("working"));
    if (event.submitter?.value === "signup") await api.signUp(username, password);
    await api.signIn(username, password);
    await enter();
    say("status", "");
  });
  state.entering = false;
  if (!signedIn) return;
  event.target.reset();
  at("title").focus();
};

at("add-form").onsubmit = async (event) => {
  event.preventDefault();
  const title = at("title").value.trim();
  if (!title) return;
  // The key stays the same while this title is tried again.
  if (state.newKey?.title !== title) state.newKey = { title, key: randomKey() };
  const added = await act(async () => (state.todos = await api.addTodo(title, state.newKey.key)), "added");
  if (added) {
    state.newKey = null;
    event.target.reset();
  }
  show();
};

// Not crypto.randomUUID: a browser has that on HTTPS only, and a lab's balancer may have no certificate.
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

at("signout").onclick = () => {
  leave();
  at("username").focus();
};

at("language").onclick = () => {
  switchLanguage();
  say("error", "");
  say("status", "");
  fillTexts(document);
  show();
};

// A thumbnail is made a moment after the upload, and every list signs new links: pictures.js asks until it is there. Not while
// a title is being edited: drawing anew would break into a Hangul syllable; the end of the editing draws.
pictureOf.onRetry = async () => {
  if (!api.signedInAs() || state.editing) return;
  try {
    await enter();
  } catch (error) {
    if (error.key === "sessionOver") leave();
  }
};

fillTexts(document);
show();
if (api.signedInAs()) act(enter);
