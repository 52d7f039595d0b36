create function public.list_session_charges(
  p_tenant_id uuid, p_where jsonb default '{}', p_sort text default 'due', p_after jsonb default null, p_limit integer default 50
)
returns table (
  id uuid, payer_id uuid, payer_name text, patient_id uuid, patient_name text, session_id uuid, therapist_id uuid, therapist_name text,
  origin text, type_name text, starts_local text, due_on date, amount_cents integer, paid_cents integer, state text, is_overdue boolean,
  note text, thread_key text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_where jsonb := app.require_charge_filters(p_where);
  v_newest boolean := coalesce(p_sort, 'due') = 'newest';
  v_ids uuid[];
begin
  if coalesce(p_sort, 'due') not in ('due', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute 'select array(select c.id from public.money_charges c where ' || app.charges_condition()
    || case when v_newest then ' and (c.due_on, c.id) < ($5, $6) order by c.due_on desc, c.id desc'
      else ' and (c.due_on, c.id) > ($5, $6) order by c.due_on, c.id' end || ' limit $7)'
  into v_ids
  using p_tenant_id, v_where, v_scope, app.clinic_today(p_tenant_id),
    coalesce(app.typed_date(p_after ->> 'due_on'), case when v_newest then 'infinity'::date else '-infinity'::date end),
    coalesce(app.typed_id(p_after ->> 'id'), case when v_newest then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
      else '00000000-0000-0000-0000-000000000000'::uuid end),
    least(greatest(coalesce(p_limit, 50), 1), 200);
  return query select r.* from app.charge_rows(p_tenant_id, v_ids) r order by array_position(v_ids, r.id);
end;
$$;
comment on function public.list_session_charges(uuid, jsonb, text, jsonb, integer) is
  'Caller: members; a therapist sees the own sessions. What is charged and not taken back. p_where {state all|open|overdue|paid, from, to, therapist_id, patient_id, payer_id}; by due date, or the newest first; p_after {due_on, id} of the last row. thread_key: the conversation with who pays. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter, PT400 invalid_date.';
revoke execute on function public.list_session_charges(uuid, jsonb, text, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_session_charges(uuid, jsonb, text, jsonb, integer) to authenticated;
