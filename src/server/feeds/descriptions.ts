// What is said of the channels of a feed's streams: by stream, and under `*` for all that have such a channel.
import * as v from 'valibot';
import {
  type ChannelDescription,
  type ChannelSketch,
  describedChannel,
  isDescribed,
  valueOfState,
} from '../../model/channel-description.js';
import { describedChannels } from '../../model/series-model.js';

export type FeedDescriptions = Readonly<Record<string, readonly ChannelSketch[]>>;

const ALL = '*';

/** Checks them; the sentence names what is wrong. */
export const DescriptionsSchema = v.pipe(
  v.custom<FeedDescriptions>((given) => typeof given === 'object' && given !== null && !Array.isArray(given)),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return new Descriptions(dataset.value);
    } catch (error) {
      addIssue({ message: (error as Error).message });
      return NEVER;
    }
  }),
);

export class Descriptions {
  readonly #byStream: ReadonlyMap<string, ReadonlyMap<string, ChannelDescription>>;

  /** Throws TypeError and RangeError. */
  constructor(given: FeedDescriptions = {}) {
    this.#byStream = new Map(
      Object.entries(given).map(([stream, channels]) => {
        const described = describedChannels(channels, `of '${stream}'`);
        return [stream, new Map(described.map((each) => [each.name, each]))];
      }),
    );
  }

  /** Whether any channel has states: then texts may be values. */
  get hasStates(): boolean {
    return [...this.#byStream.values()].some((channels) => [...channels.values()].some(({ kind }) => kind === 'state'));
  }

  of(stream: string, channel: string): ChannelDescription | undefined {
    return this.#byStream.get(stream)?.get(channel) ?? this.#byStream.get(ALL)?.get(channel);
  }

  /** Of those channels that are described. `also`: descriptions of those that have none here. */
  ofAll(
    stream: string,
    channels: readonly string[],
    also: readonly (string | ChannelSketch)[] = [],
  ): ChannelDescription[] {
    const known = new Map(also.map((each) => [typeof each === 'string' ? each : each.name, each]));
    return channels.flatMap((channel) => {
      const described = this.of(stream, channel) ?? describedChannel('', known.get(channel) ?? channel);
      return isDescribed(described) ? [described] : [];
    });
  }

  /** The value of a text; null: the channel has no states of which it could be one. */
  value(stream: string, channel: string, text: string): number | null {
    const described = this.of(stream, channel);
    return described?.states === undefined ? null : valueOfState(described.states, text);
  }
}
