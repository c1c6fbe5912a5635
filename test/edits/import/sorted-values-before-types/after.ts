import { Column, Entity, OneToMany, PrimaryColumn, type Relation } from 'typeorm';

export const all = [Column, Entity, PrimaryColumn];
export type Link = Relation<Date>;
