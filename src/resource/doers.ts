import type { Access, ActionDoer } from './model.js';

/** Who may do it where nobody says so: whoever may change the row. */
export const usualDoer: Readonly<Record<Access, ActionDoer>> = {
  public: 'public',
  read: 'authenticated',
  authenticated: 'authenticated',
  owner: 'owner',
  private: 'owner',
  admin: 'admin',
  internal: 'admin',
};
