// What the launcher says of those who want in, before they try: of the last question that was asked.
import type { ReactiveControllerHost } from 'lit';
import type { TurnedAway } from '../domain/identity.ts';
import type { LoginAnswer, LoginQuestion } from '../protocol/login.ts';
import { checkLogin } from '../session/login-check.ts';

/** Somebody who types does not want every letter looked up. */
const QUESTION_PAUSE_MS = 250;

export class DoorController {
  readonly #host: ReactiveControllerHost;
  #turnedAway: TurnedAway | undefined;
  #considering: ReturnType<typeof setTimeout> | undefined;
  /** How many questions were asked. */
  #questions = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Why somebody would not be let in. */
  get turnedAway(): TurnedAway | undefined {
    return this.#turnedAway;
  }

  /** What was answered does not count any more. */
  forget(): void {
    this.#turnedAway = undefined;
  }

  /** Asks at once. @param question `undefined` asks nothing. @returns `undefined` if nobody answers. */
  async ask(question: LoginQuestion | undefined): Promise<LoginAnswer | undefined> {
    clearTimeout(this.#considering);
    if (question === undefined) return undefined;
    this.#questions += 1;
    const number = this.#questions;
    const answer = await checkLogin(question);
    if (number !== this.#questions) return answer; // a later one counts
    this.#turnedAway = answer?.type === 'refused' ? { handle: question.handle, refusal: answer } : undefined;
    this.#host.requestUpdate();
    return answer;
  }

  /** Asks after a moment, unless another question comes before. @param question `undefined` asks nothing. */
  consider(question: Promise<LoginQuestion | undefined> | undefined): void {
    clearTimeout(this.#considering);
    this.#considering = undefined;
    if (question === undefined) return;
    const considering = setTimeout(async () => {
      const asked = await question;
      if (this.#considering === considering) await this.ask(asked);
    }, QUESTION_PAUSE_MS);
    this.#considering = considering;
  }
}
