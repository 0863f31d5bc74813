// The one place that names a library's address; the jars serve them under /webjars.

import { h } from "/webjars/preact/10.28.0/dist/preact.module.js";
import { plain } from "./texts.js";

export { h, render, Component } from "/webjars/preact/10.28.0/dist/preact.module.js";

/** Charts are loaded when the first one is drawn. */
export const charts = () => import("/webjars/uplot/1.6.30/dist/uPlot.esm.js");

/** People's words: data, on one line, and in a direction of their own. */
export const data = (text) => h("bdi", null, plain(text));
