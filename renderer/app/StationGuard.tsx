/** A fault in one screen leaves the frame, the case and the other screens standing. */
import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { FailureNote } from '../parts';
import { FRAME } from '../words';

export class StationGuard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <section className="station station-broken">
        <h1>{FRAME.stationFailed}</h1>
        <FailureNote failure={{ code: 'CORE_FAULT', retry: 'never', details: {} }} />
        <Button type="primary" size="large" onClick={() => this.setState({ broken: false })}>
          {FRAME.reopenStation}
        </Button>
      </section>
    );
  }
}
