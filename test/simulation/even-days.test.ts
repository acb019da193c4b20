import { testDays } from './days';

testDays({ index: 0, of: 2 });
