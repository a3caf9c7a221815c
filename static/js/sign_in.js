/* The security key on the pages about signing in: added, or used instead of a code. */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-key]"));

/** @param {Element} where  @param {string} text */
function say(where, text) {
  where.textContent = text;
}

/**
 * Ask the browser for the key, and send its answer with the form.
 * @param {HTMLFormElement} asked
 */
async function use(asked) {
  const wrong = /** @type {HTMLElement} */ (asked.querySelector('[data-part="wrong"]'));
  const options = JSON.parse(document.getElementById("key-options")?.textContent ?? "{}");
  say(wrong, "");
  try {
    const credential = await (asked.dataset["key"] === "add"
      ? navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
            options.creation_options.publicKey,
          ),
        })
      : navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(
            options.request_options.publicKey,
          ),
        }));
    const field = /** @type {HTMLInputElement} */ (asked.elements.namedItem("credential"));
    field.value = JSON.stringify(/** @type {PublicKeyCredential} */ (credential));
    asked.submit();
  } catch {
    say(wrong, wrong.dataset["words"] ?? "");
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void use(form);
});
