'use strict';

// Before a form is sent that signs somebody up, the browser looks for a number: the SHA-256 of a challenge, a full stop and that
// number has to begin with some bits that are 0. That takes a moment here, and a machine that signs up thousands very long. It
// begins when somebody comes to the form, in slices, so that they can type meanwhile. Where anything is in its way the form is
// sent without the number, as it is without this script.
(() => {
  const SLICE = 20; // milliseconds
  const MARGIN = 60; // seconds before the end in which a challenge is not relied upon any more
  const ROUNDS = new Int32Array(64); // FIPS 180-4 §4.2.2
  const BEGIN = new Int32Array(8); // FIPS 180-4 §5.3.3

  const fraction = (x) => (x - Math.floor(x)) * 0x100000000 | 0;
  for (let n = 2, found = 0; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) {
      prime = prime && n % d !== 0;
    }
    if (prime) {
      if (found < 8) {
        BEGIN[found] = fraction(Math.sqrt(n));
      }
      ROUNDS[found++] = fraction(Math.cbrt(n));
    }
  }

  const words = new Int32Array(64);
  const turned = (x, by) => x >>> by | x << 32 - by;

  /** The first 32 bits of the hash of at most 55 ASCII characters (FIPS 180-4 §6.2). */
  function firstWord(text) {
    words.fill(0, 0, 16);
    for (let i = 0; i < text.length; i++) {
      words[i >> 2] |= text.charCodeAt(i) << 24 - (i & 3) * 8;
    }
    words[text.length >> 2] |= 0x80 << 24 - (text.length & 3) * 8;
    words[15] = text.length * 8;
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15];
      const y = words[i - 2];
      words[i] = words[i - 16] + (turned(x, 7) ^ turned(x, 18) ^ x >>> 3)
        + words[i - 7] + (turned(y, 17) ^ turned(y, 19) ^ y >>> 10) | 0;
    }
    let [a, b, c, d, e, f, g, h] = BEGIN;
    for (let i = 0; i < 64; i++) {
      const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + (e & f ^ ~e & g) + ROUNDS[i] + words[i] | 0;
      const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      h = g;
      g = f;
      f = e;
      e = d + one | 0;
      d = c;
      c = b;
      b = a;
      a = one + two | 0;
    }
    return BEGIN[0] + a >>> 0;
  }

  function search(challenge, bits) {
    return new Promise((done) => {
      let number = 0;
      const slice = () => {
        const end = performance.now() + SLICE;
        while (performance.now() < end) {
          for (let i = 0; i < 200; i++, number++) {
            const proof = challenge + '.' + number;
            if (firstWord(proof) >>> 32 - bits === 0) {
              done(proof);
              return;
            }
          }
        }
        setTimeout(slice, 0);
      };
      slice();
    });
  }

  async function work(url) {
    const answer = await fetch(url, { credentials: 'omit' });
    if (!answer.ok) {
      throw new Error('no challenge');
    }
    const { challenge, bits, seconds } = await answer.json();
    const until = performance.now() + (seconds - MARGIN) * 1000;
    return { proof: await search(challenge, bits), until };
  }

  document.querySelectorAll('input[data-proof]').forEach((field) => {
    const form = field.form;
    const status = form.querySelector('[data-says]');
    let working = null;
    let sent = false;

    const begin = () => {
      if (!working) {
        working = work(field.dataset.proof).catch(() => ({ proof: '', until: Infinity }));
      }
      return working;
    };

    form.addEventListener('focusin', begin);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (sent) {
        return;
      }
      sent = true;
      status.textContent = status.dataset.says;
      let done = await begin();
      if (done.until < performance.now()) {
        working = null;
        done = await begin();
      }
      field.value = done.proof;
      form.submit();
    });

    // Whoever comes back to the page has spent what was found.
    window.addEventListener('pageshow', () => {
      field.value = '';
      status.textContent = '';
      working = null;
      sent = false;
    });
  });
})();
