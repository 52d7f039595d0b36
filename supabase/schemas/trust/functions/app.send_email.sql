create function app.send_email(
  p_tenant_id uuid, p_template text, p_to text, p_data jsonb, p_once text default null, p_at timestamptz default now()
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'send_email', jsonb_build_object('template', p_template, 'to', p_to, 'data', p_data),
    'email:' || coalesce(p_once, gen_random_uuid()::text), p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
end;
$$;
comment on function app.send_email(uuid, text, text, jsonb, text, timestamptz) is
  'Caller: functions of any domain. An e-mail to one person in the caller''s transaction: a template of _shared/trust/mails with its data ({locale} says the language). While one with the same p_once is open, it is that one. Errors: none.';
revoke execute on function app.send_email(uuid, text, text, jsonb, text, timestamptz) from public, anon, authenticated;
grant execute on function app.send_email(uuid, text, text, jsonb, text, timestamptz) to service_role;
