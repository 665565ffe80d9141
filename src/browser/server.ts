// `sluice/server` in a page, where nobody can listen: its names are there and say so.
import { notHere, notHereAsync } from '../not-here.js';

const INSTEAD = "start it in Node, and connect to it with 'connect' of 'sluice'";

export const attachServer = notHere('attachServer', 'Node', INSTEAD);
export const startServer = notHereAsync('startServer', 'Node', INSTEAD);
export const isLoopback = notHere('isLoopback', 'Node', INSTEAD);
