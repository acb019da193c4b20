import { expect, it } from 'vitest';
import { z } from 'zod';
import { productEvents } from '../../src/index';
import { readContract } from '../support/contracts';
