create function public.list_credit_transactions(
  p_tenant_id uuid, p_kinds text[] default null, p_from date default null, p_to date default null, p_before bigint default null,
  p_limit integer default 50
)
returns table (
  id bigint, kind text, amount integer, debt_change integer, balance_after integer, note text, created_at timestamptz,
  thread_key text, contact_name text, purchase_id uuid, admin_name text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_time_zone text;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  select t.time_zone into v_time_zone from public.tenants t where t.id = p_tenant_id;
  return query
    select x.id, x.kind, x.amount, x.debt_change, x.balance_after, x.note, x.created_at, h.thread_key, h.contact_name, x.purchase_id,
      nullif(p.full_name, '')
    from public.whatsapp_credits_transactions x
    left join public.conversation_messages m on m.tenant_id = x.tenant_id and m.id = x.conversation_message_id
    left join public.conversation_threads h on h.tenant_id = m.tenant_id and h.id = m.thread_id
    left join public.profiles p on p.id = x.admin_id
    where x.tenant_id = p_tenant_id and (p_kinds is null or x.kind = any (p_kinds)) and (p_before is null or x.id < p_before)
      and (p_from is null or x.created_at >= p_from::timestamp at time zone v_time_zone)
      and (p_to is null or x.created_at < (least(p_to, '9999-12-31') + 1)::timestamp at time zone v_time_zone)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 500);
end;
$$;
comment on function public.list_credit_transactions(uuid, text[], date, date, bigint, integer) is
  'Caller: owner, admin or supervisor. Movements, newest first, between two days of the clinic''s calendar; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_credit_transactions(uuid, text[], date, date, bigint, integer) from public, anon, authenticated;
grant execute on function public.list_credit_transactions(uuid, text[], date, date, bigint, integer) to authenticated;
