create function public.find_payout_payers(p_tenant_id uuid, p_search text default null)
returns table (id uuid, name text, is_patient boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_words text := app.normalize_text(p_search);
begin
  perform app.require_payout_keeper(p_tenant_id);
  return query
    select y.id, coalesce(q.name, y.full_name), y.patient_id is not null
    from public.payers y
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    where y.tenant_id = p_tenant_id
      and (coalesce(v_words, '') = '' or position(v_words in app.normalize_text(coalesce(q.name, y.full_name))) > 0)
    order by 3, 2 limit 20;
end;
$$;
comment on function public.find_payout_payers(uuid, text) is
  'Caller: owner and admin. Payers by a part of their name, for a rule; who is no patient first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.find_payout_payers(uuid, text) from public, anon, authenticated;
grant execute on function public.find_payout_payers(uuid, text) to authenticated;
