-- The lines of the files for Receita Saúde: what was exported of a payment is known by them.
create table public.receita_saude_rows (
  tenant_id uuid not null,
  export_id uuid not null,
  position integer not null,
  payment_id uuid not null,
  patient_id uuid not null,
  amount_cents integer not null,
  is_again boolean not null default false,
  line text not null,
  primary key (tenant_id, export_id, position),
  foreign key (tenant_id, export_id) references public.receita_saude_exports (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payment_id) references public.money_payments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint exported_something check (amount_cents > 0)
);

alter table public.receita_saude_rows enable row level security;

create policy select_desk on public.receita_saude_rows for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index receita_saude_rows_payment on public.receita_saude_rows (tenant_id, payment_id);
create index receita_saude_rows_patient on public.receita_saude_rows (tenant_id, patient_id);

comment on table public.receita_saude_rows is 'Each line of an export, as it was written: of which payment, patient and amount.';
comment on column public.receita_saude_rows.is_again is 'By choice a second time: it counts for no more than the first.';

-- No write grants: export_receita_saude writes it.
revoke all on public.receita_saude_rows from anon, authenticated;
grant select on public.receita_saude_rows to authenticated;
grant select, insert, update, delete on public.receita_saude_rows to service_role;
