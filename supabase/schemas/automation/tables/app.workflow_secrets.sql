-- What signs the calls of a workflow to servers outside.
create table app.workflow_secrets (
  tenant_id uuid not null,
  workflow_id uuid not null,
  secret text not null default encode(extensions.gen_random_bytes(24), 'hex'),
  primary key (tenant_id, workflow_id),
  foreign key (tenant_id, workflow_id) references public.workflows (tenant_id, id) on delete cascade
);

alter table app.workflow_secrets enable row level security;

create policy select_nobody on app.workflow_secrets for select to authenticated using (false);

comment on table app.workflow_secrets is 'Read through get_workflow by leaders, and by the worker that signs.';
