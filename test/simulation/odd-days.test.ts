import { testDays } from './days';

testDays({ index: 1, of: 2 });
