import { Fixture } from './fixture';
import { REJECTIONS, testRejections } from './rejections';

const fixture = new Fixture();

describe('without the rule', () => {
  testRejections(
    fixture,
    REJECTIONS.filter(({ by }) => by !== 'API'),
  );
});
