// What a reader's browser makes of the page: a list of faults, empty if none.
(() => {
  const faults = [], fault = (kind, what) => { if (faults.length < 40) faults.push(kind + ": " + what); };
  const short = s => JSON.stringify(s.trim().replace(/\s+/g, " ").slice(0, 50));
  document.querySelectorAll("details").forEach(d => d.open = true);

  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) fault("horizontal scroll", wide + " px in " + innerWidth);

  // A box that is cut to a pixel is for a reader's voice, not for the eye.
  const unseen = e => e.closest(".vh,.skip,title,desc,style,script,head") !== null || !e.checkVisibility({visibilityProperty: true}) ||
    [e, e.parentElement, e.parentElement?.parentElement].some(x => x && getComputedStyle(x).clipPath !== "none");

  const rgb = s => { const m = s.match(/[\d.]+/g).map(Number); return [m[0], m[1], m[2], m.length > 3 ? m[3] : 1]; };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = c => { const l = c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * l[0] + .7152 * l[1] + .0722 * l[2]; };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const behind = e => {
    const layers = [];
    for (; e; e = e.parentElement) layers.push(rgb(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };

  let smallest = 99;
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const e = n.parentElement;
    if (!n.data.trim() || unseen(e)) continue;
    const style = getComputedStyle(e), range = document.createRange();
    range.selectNodeContents(n);
    const back = behind(e), ink = over(rgb(e.closest("svg") ? style.fill : style.color), back), c = contrast(ink, back);
    smallest = Math.min(smallest, c);
    if (c < 4.5) fault("contrast " + c.toFixed(2), short(n.data));
    const size = parseFloat(style.fontSize);
    if (size < 12) fault("small print, " + size + " px", short(n.data));
    const cell = e.closest("td,th")?.getBoundingClientRect();
    for (const r of range.getClientRects()) {
      if (r.width < 1 || r.height < 1) continue;
      if (r.left < -.5 || r.right > innerWidth + .5) fault("outside the window", short(n.data));
      if (cell && !e.closest("svg") && (r.left < cell.left - 1 || r.right > cell.right + 1 || r.top < cell.top - 3 || r.bottom > cell.bottom + 3)) fault("outside its cell", short(n.data));
      // The rectangle is the font's, taller than the letters in it.
      const trim = Math.max(0, r.height - size) / 2 + size * .1;
      boxes.push({n, l: r.left + .5, r: r.right - .5, t: r.top + trim, b: r.bottom - trim});
    }
  }
  boxes.sort((a, b) => a.t - b.t);
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j].t < boxes[i].b; j++) {
      const a = boxes[i], b = boxes[j];
      if (a.n !== b.n && a.l < b.r && b.l < a.r) fault("overlap", short(a.n.data) + " and " + short(b.n.data));
    }

  document.querySelectorAll("td,th,pre,summary,li,dd").forEach(e => {
    if (!unseen(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" && !e.matches(".plot")) fault("overflow " + e.tagName + "." + e.className, short(e.textContent));
  });
  document.querySelectorAll("summary,nav a").forEach(e => {
    const r = e.getBoundingClientRect();
    if (!unseen(e) && r.height < 24) fault("small target, " + r.height + " px", short(e.textContent));
  });

  let level = 0;
  const heads = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")];
  heads.forEach((h, i) => {
    const next = +h.tagName[1];
    if (next > level + 1 || (i === 0) !== (next === 1)) fault("outline", h.tagName + " " + short(h.textContent) + " after level " + level);
    level = next;
  });
  document.querySelectorAll("table").forEach(t => { if (!t.caption || !t.caption.textContent.trim()) fault("no caption", short(t.textContent)); });
  document.querySelectorAll("svg[role=img]").forEach(s => ["title", "desc"].forEach(tag => {
    const e = s.querySelector(":scope>" + tag);
    if (!e || !e.textContent.trim() || !(s.getAttribute("aria-labelledby") || "").split(" ").includes(e.id)) fault("drawing without " + tag, s.outerHTML.slice(0, 60));
  }));
  document.querySelectorAll("svg:not([role=img])").forEach(s => { if (!s.closest("[aria-hidden=true]")) fault("drawing neither told nor hidden", s.outerHTML.slice(0, 60)); });
  if (heads.length < 6 || boxes.length < 50) fault("page", heads.length + " headings, " + boxes.length + " texts");
  return {Faults: faults, Contrast: smallest, Texts: boxes.length};
})()
