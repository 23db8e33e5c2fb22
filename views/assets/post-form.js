// Sends a page's one form that only carries an answer on: the page's button does the same without this script.
document.querySelector('form[data-post-at-once]')?.submit();
