create function app.unofficial_whatsapp_acceptance(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('accepted_at', a.accepted_at, 'accepted_by', p.full_name)
  from app.unofficial_whatsapp_acceptances a left join public.profiles p on p.id = a.accepted_by
  where a.tenant_id = p_tenant_id;
$$;
revoke execute on function app.unofficial_whatsapp_acceptance(uuid) from public, anon, authenticated;
