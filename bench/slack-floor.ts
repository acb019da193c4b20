import { PER_MINUTE } from '../sandbox/slack/rates';

const WINDOW_SECONDS = 60;
/** Members on one page of `users.list`, as Slack recommends at most. */
const PAGE = 200;

/** So many calls, so many in each window of a minute: the last goes out when this many seconds have passed. */
const secondsFor = (calls: number, perMinute: number) => (Math.ceil(calls / perMinute) - 1) * WINDOW_SECONDS;

export type Floor = { readonly posts: number; readonly lookUps: number; readonly seconds: number };

/**
 * The least that Slack's limits allow, from the first call to the last post, when a call takes no time: everybody is
 * looked up in whichever way is shorter, and the posts wait for nothing else.
 */
export function floorOf(people: number, members: number): Floor {
  const posts = secondsFor(people, PER_MINUTE.posts);
  const oneByOne = secondsFor(people, PER_MINUTE.tier3);
  const inPages = secondsFor(Math.ceil(members / PAGE), PER_MINUTE.tier2);
  const lookUps = Math.min(oneByOne, inPages);
  return { posts, lookUps, seconds: Math.max(posts, lookUps) };
}
