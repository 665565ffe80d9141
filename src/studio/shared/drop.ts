// Files that a person drops anywhere on the page.

/** `dropped` is called with the first file of each drop. */
export function serveDrop(dropped: (file: File) => void): void {
  const { body } = document;
  body.addEventListener('dragover', (event) => {
    event.preventDefault();
    body.classList.add('dropping');
  });
  for (const kind of ['dragleave', 'drop']) body.addEventListener(kind, () => body.classList.remove('dropping'));
  body.addEventListener('drop', (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) dropped(file);
  });
}
