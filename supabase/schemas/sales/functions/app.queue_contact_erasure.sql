create function app.queue_contact_erasure(p_tenant_id uuid, p_place text, p_contact_code text)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'erase_contact', jsonb_build_object('place', p_place, 'contact_code', p_contact_code),
    'erase_contact:' || p_place || ':' || p_contact_code)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
$$;
comment on function app.queue_contact_erasure(uuid, text, text) is 'A contact of a list at Dinamize is to go, once.';
revoke execute on function app.queue_contact_erasure(uuid, text, text) from public, anon, authenticated;
