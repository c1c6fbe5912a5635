import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { User } from '../users/user.entity.js';

/** Somebody who has left for a provider and is not back yet. */
@Entity('login_flows')
export class LoginFlow {
  /** Of what their browser keeps: a SHA-256, base64url. */
  @PrimaryColumn({ type: 'varchar', length: 43 })
  hash!: string;

  @Column({ type: 'varchar', length: 20 })
  provider!: string;

  /** Who links the provider to their account; nobody where somebody signs in. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  userId!: string | null;

  @ManyToOne(() => User, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user?: Relation<User>;

  @Column({ type: 'varchar', length: 43 })
  state!: string;

  @Column({ type: 'varchar', length: 43 })
  nonce!: string;

  @Column({ type: 'varchar', length: 43 })
  verifier!: string;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;
}
