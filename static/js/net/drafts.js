/**
 * What is being written in each talk and is not sent: kept by this tab over a reload, for as long
 * as the talk is here.
 */

import { recall, remember } from './storage.js';

/** @template T */
export class Drafts {
  /** By ref of the talk. @type {Record<string, T>} */ all;

  /** @param {string} name  under which they are kept */
  constructor(name) {
    this.name = name;
    this.all = /** @type {Record<string, T>} */ (recall(name) ?? {});
  }

  /**
   * @param {string} ref
   * @param {T | null} draft  null: nothing is being written any more
   */
  keep(ref, draft) {
    if (draft === null) delete this.all[ref];
    else this.all[ref] = draft;
    remember(this.name, this.all);
  }

  /**
   * A draft goes with its talk: of an erased conversation nothing may stay, here neither.
   * @param {Readonly<Record<string, unknown>>} talks  those that are here, by ref
   */
  only(talks) {
    for (const ref of Object.keys(this.all)) {
      if (!(ref in talks)) this.keep(ref, null);
    }
  }
}
