create function public.list_payout_rules(p_tenant_id uuid, p_with_history boolean default false)
returns table (
  id uuid, therapist_id uuid, therapist_name text, session_type_id uuid, type_name text, payer_id uuid, payer_name text, percent numeric,
  fixed_cents integer, valid_from date, valid_until date, state text, by_name text, created_at timestamptz, replaced_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_today date;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_today := app.clinic_today(p_tenant_id);
  return query
    select v.* from (
      select r.id, r.therapist_id, h.name, r.session_type_id, t.name as type_name, r.payer_id, coalesce(q.name, y.full_name), r.percent,
        r.fixed_cents, r.valid_from, n.until,
        case when r.replaced_at is not null then 'replaced' when n.until < v_today then 'past' when r.valid_from > v_today then 'coming'
          when r.percent is null and r.fixed_cents is null then 'ended' else 'in_force' end as state,
        f.full_name, r.created_at, r.replaced_at
      from public.payout_rules r
      left join lateral (
        select (min(x.valid_from) - 1) as until from public.payout_rules x
        where x.tenant_id = p_tenant_id and x.replaced_at is null and r.replaced_at is null and x.valid_from > r.valid_from
          and (x.therapist_id, x.session_type_id, x.payer_id) is not distinct from (r.therapist_id, r.session_type_id, r.payer_id)) n on true
      left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = r.therapist_id
      left join public.session_types t on t.tenant_id = p_tenant_id and t.id = r.session_type_id
      left join public.payers y on y.tenant_id = p_tenant_id and y.id = r.payer_id
      left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
      left join public.profiles f on f.id = r.created_by
      where r.tenant_id = p_tenant_id) v
    where p_with_history or v.state in ('in_force', 'coming')
    order by v.name nulls first, v.type_name nulls first, 7 nulls first, v.valid_from desc, v.created_at desc;
end;
$$;
comment on function public.list_payout_rules(uuid, boolean) is
  'Caller: owner and admin. Rules in force and to come; with the history also past, ended and replaced ones. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_payout_rules(uuid, boolean) from public, anon, authenticated;
grant execute on function public.list_payout_rules(uuid, boolean) to authenticated;
