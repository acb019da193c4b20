export type Workspace = {
  teamId: string;
  name: string;
  domain: string;
  /** The organisation that it belongs to. */
  enterprise?: { id: string; name: string };
  /** Closed by its owners: every token is dead. */
  disabled?: boolean;
  /** The app as it is, or would be, installed there: its id, its bot, its token and what it may do. */
  app: {
    appId: string;
    botUserId: string;
    botId: string;
    token: string;
    scopes: readonly string[];
    /** False where somebody has yet to install it. */
    installed?: boolean;
  };
  members: readonly {
    userId: string;
    name: string;
    email: string;
    deactivated?: boolean;
    bot?: boolean;
    /** Invited from outside into some channels. */
    guest?: boolean;
    /** A guest of a single channel. */
    singleChannel?: boolean;
    admin?: boolean;
    /** Has not confirmed the e-mail address. */
    unconfirmed?: boolean;
    /** As of the IANA; UTC where it is not given. */
    tz?: string;
  }[];
  channels: readonly { id: string; name: string; members: readonly string[]; private?: boolean; archived?: boolean }[];
};
