-- What is audited. Reference data: its rows belong to the domains that act.
create table app.audit_actions (
  key text primary key,
  area text not null,
  severity text not null,
  constraint audit_action_is_entity_and_verb check (key ~ '^[a-z_]+\.[a-z_]+$'),
  constraint audit_area_is_known check (
    area in ('team', 'patients', 'record', 'agenda', 'money', 'messages', 'automation', 'settings', 'privacy', 'service', 'audit', 'sales')),
  constraint audit_severity_is_known check (severity in ('info', 'notice', 'warning', 'critical'))
);

alter table app.audit_actions enable row level security;

create policy select_nobody on app.audit_actions for select to authenticated using (false);

comment on table app.audit_actions is 'Every action that app.audit takes, <entity>.<verb>: where a clinic looks for it, and how much it should care.';
