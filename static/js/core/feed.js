/**
 * One log as the server tells it: entries counted from 1 without gaps.
 *
 * @import {Entry} from './frames.js'
 */

/**
 * @param {Entry[]} entries
 * @returns {number} the last sequence number we have; 0 for none
 */
export function lastSeq(entries) {
  return entries[entries.length - 1]?.seq ?? 0;
}

/**
 * Adds the next entry. One that is already there, or that would leave a gap, changes nothing:
 * the server sends the missing ones first, or the pulse shows that we are behind.
 *
 * @param {Entry[]} entries
 * @param {Entry} entry
 * @returns {Entry[]}
 */
export function append(entries, entry) {
  return entry.seq === lastSeq(entries) + 1 ? [...entries, entry] : entries;
}
