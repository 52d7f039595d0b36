-- The tick under the warning that WhatsApp may block a number that is connected by QR code: who, when, and which words.
create table app.unofficial_whatsapp_acceptances (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  accepted_by uuid references public.profiles (id) on delete set null,
  accepted_at timestamptz not null default now(),
  words text not null default 'Conexão não oficial. O WhatsApp pode bloquear este número a qualquer momento, mesmo com pouco uso, e o Zelo não consegue desbloquear. Não use o único número da clínica.'
);

alter table app.unofficial_whatsapp_acceptances enable row level security;

create index unofficial_whatsapp_acceptances_accepted_by on app.unofficial_whatsapp_acceptances (accepted_by);

create policy select_nobody on app.unofficial_whatsapp_acceptances for select to authenticated using (false);

comment on table app.unofficial_whatsapp_acceptances is
  'A clinic that connects its own phone by QR code was told that WhatsApp may block the number. The words are those of the screen.';

revoke all on app.unofficial_whatsapp_acceptances from anon, authenticated;
grant select, insert, update, delete on app.unofficial_whatsapp_acceptances to service_role;
