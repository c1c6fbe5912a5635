import { endpoint } from '../../platform/http/endpoint.js';
import type { Module } from '../../platform/module.js';
import { VisitController } from './visit.controller.js';
import { Visit } from './visit.entity.js';
import { VisitRepository } from './visit.repository.js';
import { createVisitBody, pageOfVisits, visitListQuery, visitSchema } from './visit.schema.js';
import { VisitService } from './visit.service.js';

export const visitModule: Module = ({ dataSource, cursors }) => {
  const visits = new VisitController(
    new VisitService(new VisitRepository(dataSource.getRepository(Visit), cursors)),
  );
  const tag = 'Visits';
  const answer = { description: 'The visit.', schema: visitSchema };

  return [
    endpoint({
      tag,
      method: 'get',
      path: '/visits',
      operationId: 'listVisits',
      summary: 'List visits',
      access: 'public',
      query: visitListQuery,
      responses: { 200: { description: 'A page of visits.', schema: pageOfVisits } },
      handle: visits.list,
    }),
    endpoint({
      tag,
      method: 'post',
      path: '/visits',
      operationId: 'createVisit',
      summary: 'Create a visit',
      access: 'authenticated',
      body: createVisitBody,
      responses: { 201: answer },
      handle: visits.create,
    }),
  ];
};
