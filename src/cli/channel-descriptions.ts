// What a person says of channels in a file of JSON, for `--describe`.
import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { ChannelDescription } from '../model/channel-description.js';
import { describedChannels } from '../model/series-model.js';
import { Descriptions, type FeedDescriptions } from '../server/feeds/descriptions.js';

/** `[{ "name": "energy", "kind": "counter", "unit": "kWh" }, …]`. Throws InvalidArgumentError with what is wrong. */
export function parseDescriptions(file: string): readonly ChannelDescription[] {
  const json = parseJsonFile(file);
  try {
    return describedChannels(json, `the file '${file}' does not describe channels`);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** The same by stream, `{ "plant/pump": […] }`; a list is of all streams that have such channels. */
export function parseFeedDescriptions(file: string): FeedDescriptions {
  const json = parseJsonFile(file);
  const given = (Array.isArray(json) ? { '*': json } : json) as FeedDescriptions;
  try {
    new Descriptions(given);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  return given;
}

/** Throws InvalidArgumentError for a file that is not there, and for what is no JSON. */
export function parseJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new InvalidArgumentError(`names a file that cannot be read: '${file}'.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError(`names a file that is no JSON: '${file}'.`);
  }
}
