import { Button } from 'antd';
import { useState } from 'react';
import { Icon } from '../../parts';
import { RULES } from '../../words';
import { RulesPage } from './RulesPage';

export function RulesButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="large" type="text" icon={<Icon name="file" />} onClick={() => setOpen(true)}>
        {RULES.open}
      </Button>
      {open ? <RulesPage onClose={() => setOpen(false)} /> : null}
    </>
  );
}
