import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { AuthSession } from '../users/session.entity.js';

/** The cookie of a session, kept as a hash: what is read here opens nothing. */
@Entity('session_cookies')
@Unique(['sessionId'])
export class SessionCookie {
  @PrimaryColumn({ type: 'varchar', length: 43 })
  hash!: string;

  @Column({ type: 'uuid' })
  sessionId!: string;

  @ManyToOne(() => AuthSession, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id' })
  session?: Relation<AuthSession>;
}
