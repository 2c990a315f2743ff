// Every sentence of the page in both languages. A key that one language lacks is a fault that the tests find.
const texts = {
  en: {
    languageName: "English",
    accountTitle: "Sign in or sign up",
    username: "Account name",
    password: "Password",
    signIn: "Sign in",
    signUp: "Sign up",
    signOut: "Sign out",
    todosTitle: "Todos",
    newTodo: "New todo",
    add: "Add",
    edit: "Edit",
    save: "Save",
    cancel: "Cancel",
    remove: "Delete",
    picture: "Picture",
    empty: "Nothing to do yet.",
    count: (done, all) => `${done} of ${all} done`,
    editOf: (title) => `Edit: ${title}`,
    removeOf: (title) => `Delete: ${title}`,
    pictureOf: (title) => `Choose a picture: ${title}`,
    draftOf: (title) => `New title: ${title}`,
    thumbnailOf: (title) => `Picture: ${title}`,
    working: "One moment…",
    added: "Added.",
    changed: "Saved.",
    removed: "Deleted.",
    uploading: "Uploading the picture…",
    uploaded: "The picture was uploaded.",
    thumbnailWaiting: "Making the thumbnail…",
    thumbnailFailed: "No thumbnail could be made of that file.",
    sessionOver: "Please sign in again.",
    pictureType: "A picture must be a JPEG, PNG, WebP or GIF file.",
    pictureSize: "A picture must have at most 5 MB.",
    noPictures: "This server keeps no pictures.",
    userExists: "That account name is taken.",
    badPassword: "That password can't be used.",
    badArguments: "That can't be used. Please check what you entered.",
    loginFailed: "Account name or password is wrong.",
    tooMany: (seconds) => `Too many tries. Please wait ${seconds} seconds.`,
    unreachable: "The server can't be reached.",
    unavailable: "The server can't answer now. Please try again shortly.",
  },
  ko: {
    languageName: "한국어",
    accountTitle: "로그인 또는 가입",
    username: "계정 이름",
    password: "비밀번호",
    signIn: "로그인",
    signUp: "가입",
    signOut: "로그아웃",
    todosTitle: "할 일",
    newTodo: "새 할 일",
    add: "추가",
    edit: "수정",
    save: "저장",
    cancel: "취소",
    remove: "삭제",
    picture: "사진",
    empty: "아직 할 일이 없습니다.",
    count: (done, all) => `전체 ${all}개 중 ${done}개 완료`,
    editOf: (title) => `수정: ${title}`,
    removeOf: (title) => `삭제: ${title}`,
    pictureOf: (title) => `사진 선택: ${title}`,
    draftOf: (title) => `새 제목: ${title}`,
    thumbnailOf: (title) => `사진: ${title}`,
    working: "잠시만 기다려 주세요…",
    added: "추가했습니다.",
    changed: "저장했습니다.",
    removed: "삭제했습니다.",
    uploading: "사진을 올리는 중입니다…",
    uploaded: "사진을 올렸습니다.",
    thumbnailWaiting: "섬네일을 만드는 중입니다…",
    thumbnailFailed: "이 파일로는 섬네일을 만들 수 없습니다.",
    sessionOver: "다시 로그인해 주세요.",
    pictureType: "사진은 JPEG, PNG, WebP, GIF 파일만 올릴 수 있습니다.",
    pictureSize: "사진은 5MB 이하만 올릴 수 있습니다.",
    noPictures: "이 서버는 사진을 보관하지 않습니다.",
    userExists: "이미 있는 계정 이름입니다.",
    badPassword: "사용할 수 없는 비밀번호입니다.",
    badArguments: "사용할 수 없는 값입니다. 입력한 내용을 확인해 주세요.",
    loginFailed: "계정 이름 또는 비밀번호가 맞지 않습니다.",
    tooMany: (seconds) => `시도가 너무 많습니다. ${seconds}초 뒤에 다시 시도해 주세요.`,
    unreachable: "서버에 연결할 수 없습니다.",
    unavailable: "서버가 지금 응답하지 못합니다. 잠시 뒤 다시 시도해 주세요.",
  },
};

const KEPT = "sundown.language";
let language = localStorage.getItem(KEPT) ?? (navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en");
if (!Object.hasOwn(texts, language)) language = "en";

const other = () => (language === "ko" ? "en" : "ko");

export function text(key, ...values) {
  const found = texts[language][key];
  return typeof found === "function" ? found(...values) : found;
}

export function switchLanguage() {
  language = other();
  localStorage.setItem(KEPT, language);
}

// Fills every element below `root` that names its sentence; the button shows the language one can switch to.
export function fillTexts(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  if (root !== document) return;
  document.documentElement.lang = language;
  const button = document.getElementById("language");
  button.textContent = texts[other()].languageName;
  button.lang = other();
}
