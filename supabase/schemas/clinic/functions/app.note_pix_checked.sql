create function app.note_pix_checked(p_tenant_id uuid, p_id uuid)
returns void
language sql
set search_path = ''
as $$
  -- often at first, then daily: most are paid within the hour, and a webhook that never comes costs minutes
  select app.schedule_pix_check(p_tenant_id, p_id, now() + case
    when p.status = 'paid' then case when p.paid_at > now() - interval '7 days' then interval '1 day' else interval '7 days' end
    when p.created_at > now() - interval '1 hour' then interval '10 minutes'
    when p.created_at > now() - interval '1 day' then interval '2 hours'
    else interval '1 day' end)
  from app.pix_charges p
  where p.tenant_id = p_tenant_id and p.id = p_id and (p.status = 'pending' or p.paid_at > now() - interval '60 days');
$$;
comment on function app.note_pix_checked(uuid, uuid) is 'Caller: workers, after Asaas answered: when it is asked the next time, if at all. Errors: none.';
revoke execute on function app.note_pix_checked(uuid, uuid) from public, anon, authenticated;
grant execute on function app.note_pix_checked(uuid, uuid) to service_role;
