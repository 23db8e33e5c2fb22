import express, { type RequestHandler } from 'express';
import { LIMITS } from '../../config/limits.ts';

/** The one place where bodies are read: forms flat (no nested names), and what our own scripts send as JSON. */
export const readBodies: RequestHandler[] = [
  express.urlencoded({ extended: false, limit: LIMITS.formBytes }),
  express.json({ limit: LIMITS.formBytes }),
];
