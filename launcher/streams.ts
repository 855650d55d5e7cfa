// Creates the streams natter keeps its chat in, and adapts them to changed flags. It never deletes one.
import { DiscardPolicy, JetStreamApiError, jetstreamManager, StorageType } from '@nats-io/jetstream';
import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  CHAT_STREAM,
  PAYLOAD_MAX_BYTES,
  PRESENCE_SECONDS,
  PRESENCE_STREAM,
  STATE_STREAM,
} from '../web/protocol/streams.ts';
import type { StreamDefinition } from '../web/protocol/streams.ts';
import { LaunchError } from './errors.ts';

export interface Retention {
  /** Over all rooms; 0 is no limit, here and below. */
  readonly maxMessages: number;
  readonly maxAgeSeconds: number;
  readonly maxBytes: number;
}

const STREAM_NOT_FOUND = 10059;
const DEDUPE_SECONDS = 120;

/** For hundreds of thousands of profiles, topics and read marks. */
const STATE_MAX_BYTES = 256 * 1024 ** 2;
const STATE_MAX_MESSAGE = 8 * 1024;

/** For some hundred thousand tabs. */
const PRESENCE_MAX_BYTES = 64 * 1024 ** 2;
const PRESENCE_MAX_MESSAGE = 2 * 1024;

/**
 * Brings the streams to the wished shape; a second call changes nothing.
 * @param presenceSeconds how long a tab is taken to be there after it said so.
 * @throws LaunchError if nats-server refuses, as when the disk is too small for `maxBytes`.
 */
export async function provisionStreams(
  connection: NatsConnection,
  retention: Retention,
  presenceSeconds = PRESENCE_SECONDS,
): Promise<void> {
  const manager = await jetstreamManager(connection);
  for (const config of [chatConfig(retention), stateConfig(), presenceConfig(presenceSeconds)])
    await provision(manager, config);
}

async function provision(manager: JetStreamManager, config: NamedConfig): Promise<void> {
  try {
    if (await exists(manager, config.name)) await manager.streams.update(config.name, config);
    else await manager.streams.add(config);
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    throw new LaunchError(
      `nats-server refused the stream ${config.name}: ${error.message}.`,
      'Try other values for --max-msgs, --max-age or --max-bytes.',
      { cause: error },
    );
  }
}

type NamedConfig = Partial<StreamConfig> & Pick<StreamConfig, 'name'>;

function chatConfig({ maxMessages, maxAgeSeconds, maxBytes }: Retention): NamedConfig {
  // A dedupe window longer than the messages live is refused (seen on 2.15.1).
  const dedupe = maxAgeSeconds === 0 ? DEDUPE_SECONDS : Math.min(DEDUPE_SECONDS, maxAgeSeconds);
  return {
    ...definition(CHAT_STREAM),
    description: 'natter: every message of every room',
    max_msgs: maxMessages || -1,
    max_age: nanoseconds(maxAgeSeconds),
    max_bytes: maxBytes || -1,
    max_msg_size: PAYLOAD_MAX_BYTES,
    duplicate_window: nanoseconds(dedupe),
  };
}

function stateConfig(): NamedConfig {
  return {
    ...definition(STATE_STREAM),
    description: 'natter: the last word of everybody on profile, topics and what they have read',
    max_msgs_per_subject: 1,
    max_bytes: STATE_MAX_BYTES,
    max_msg_size: STATE_MAX_MESSAGE,
  };
}

/**
 * In memory, for it is out of date after a restart. What is not repeated goes by its age; a marker that tells of it
 * (`subject_delete_marker_ttl`) would let anybody empty the stream: it turns on roll-ups (seen on 2.15.1).
 */
function presenceConfig(seconds: number): NamedConfig {
  return {
    ...definition(PRESENCE_STREAM),
    description: 'natter: who is in which room',
    storage: StorageType.Memory,
    max_msgs_per_subject: 1,
    max_age: nanoseconds(seconds),
    max_bytes: PRESENCE_MAX_BYTES,
    max_msg_size: PRESENCE_MAX_MESSAGE,
    duplicate_window: nanoseconds(Math.min(DEDUPE_SECONDS, seconds)),
  };
}

/** What a stream's clients rely on. */
function definition({ name, subjects, republish }: StreamDefinition): NamedConfig {
  return {
    name,
    subjects: [...subjects],
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    allow_direct: true,
    republish: { src: republish.source, dest: republish.destination },
  };
}

function nanoseconds(seconds: number): number {
  return seconds * 1e9;
}

async function exists(manager: JetStreamManager, name: string): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return false;
    throw error;
  }
}
