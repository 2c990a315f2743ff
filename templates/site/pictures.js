// Thumbnails: shown when they are there, asked for again while they are being made, kept once they were loaded.
import { text } from "./text.js";

const WAITS_MS = [400, 600, 1000, 1500, 2500, 4000, 6000];
const seen = new Map(); // todo id -> {image, loaded, failed, tries, timer}

// Fills the link of one todo with its thumbnail. `waiting` is shown until it has arrived, and says so when it never will.
export function pictureOf(todo, link, waiting, alternative) {
  if (!todo.thumbnail) return;
  const known = seen.get(todo.id) ?? remember(todo.id);
  link.href = todo.picture;
  if (!known.loaded && !known.failed && !known.timer) known.image.src = todo.thumbnail;
  known.image.alt = alternative;
  link.replaceChildren(known.image);
  link.hidden = !known.loaded;
  waiting.hidden = known.loaded;
  if (known.failed) waiting.textContent = text("thumbnailFailed");
  known.image.onload = () => {
    known.loaded = true;
    link.hidden = false;
    waiting.hidden = true;
  };
  known.image.onerror = () => tryAgain(known, waiting);
}

// A new picture was uploaded: what was known of the old one is no longer true.
pictureOf.forget = (id) => seen.delete(id);

// Called when a thumbnail was not there yet; the page sets it to fetch a list with newly signed links.
pictureOf.onRetry = () => {};

function remember(id) {
  const known = { image: new Image(), loaded: false, failed: false, tries: 0, timer: null };
  seen.set(id, known);
  return known;
}

function tryAgain(known, waiting) {
  const wait = WAITS_MS[known.tries];
  known.tries += 1;
  known.failed = wait === undefined;
  if (known.failed) {
    waiting.textContent = text("thumbnailFailed");
    return;
  }
  known.timer = setTimeout(() => {
    known.timer = null;
    pictureOf.onRetry();
  }, wait);
}
