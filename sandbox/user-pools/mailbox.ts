import type { Clock, Logger } from '../system/services';

const kept = 100;

/** A message that AWS would have sent by mail or SMS. */
export interface Mail {
  readonly userPoolId: string;
  readonly username: string;
  readonly destination: string;
  readonly kind: 'confirmation-code' | 'password-reset-code' | 'verification-code' | 'temporary-password';
  /** The code, or the temporary password. */
  readonly content: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** Stands in for mail and SMS. */
export class Mailbox {
  #mails: readonly Mail[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** The latest last. */
  mails(): readonly Mail[] {
    return this.#mails;
  }

  /** A code is logged, since the log is where its reader finds it; a password is not. */
  send(mail: Omit<Mail, 'sentAt'>): void {
    this.#mails = [...this.#mails, { ...mail, sentAt: this.clock.now() }].slice(-kept);
    const { userPoolId, username, destination } = mail;
    if (mail.kind === 'temporary-password') {
      this.logger.info(`invitation for ${destination}`, { userPoolId, username });
    } else {
      this.logger.info(`code for ${destination}`, { userPoolId, username, kind: mail.kind, code: mail.content });
    }
  }
}
