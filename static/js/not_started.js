/*
 * Where the page's modules do not run, or could not be loaded, it says what works all the same. In
 * the oldest words of the language: newer ones are what such a browser does not understand.
 */
addEventListener('load', function () {
  setTimeout(function () {
    var ask = document.getElementById('ask');
    var instead = document.getElementById('not-started');
    if (instead && ask instanceof HTMLButtonElement && ask.disabled) instead.hidden = false;
  }, 2000);
});
