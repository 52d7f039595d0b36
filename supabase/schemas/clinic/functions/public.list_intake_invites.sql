create function public.list_intake_invites(
  p_tenant_id uuid, p_state text default null, p_patient_id uuid default null, p_thread_key text default null,
  p_before uuid default null, p_limit integer default 50
)
returns table (
  id uuid, state text, patient_id uuid, patient_name text, thread_key text, contact_name text, phone text, form_name text,
  created_at timestamptz, created_by uuid, expires_at timestamptz, opened_at timestamptz, submitted_at timestamptz, reviewed_at timestamptz,
  is_minor boolean
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  if p_state not in ('open', 'submitted', 'reviewed', 'ended') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_state, 40);
  end if;
  return query
    select i.id,
      case when i.reviewed_at is not null then 'reviewed' when i.submitted_at is not null then 'submitted'
        when i.cancelled_at is not null then 'cancelled' when i.expires_at <= now() then 'expired' else 'open' end,
      i.patient_id, p.name, t.thread_key, t.contact_name, t.phone, f.name, i.created_at, i.created_by, i.expires_at,
      i.opened_at, i.submitted_at, i.reviewed_at, s.is_minor
    from public.intake_invites i
    join public.intake_forms f on f.tenant_id = i.tenant_id and f.id = i.form_id
    left join public.patients p on p.tenant_id = i.tenant_id and p.id = i.patient_id
    left join public.conversation_threads t on t.tenant_id = i.tenant_id and t.id = i.thread_id
    left join public.intake_submissions s on s.tenant_id = i.tenant_id and s.invite_id = i.id
    where i.tenant_id = p_tenant_id
      and case p_state
        when 'submitted' then i.submitted_at is not null and i.reviewed_at is null
        when 'reviewed' then i.reviewed_at is not null
        when 'open' then i.submitted_at is null and i.cancelled_at is null and i.expires_at > now()
        when 'ended' then i.submitted_at is null and (i.cancelled_at is not null or i.expires_at <= now())
        else true end
      and (p_patient_id is null or i.patient_id = p_patient_id)
      and (p_thread_key is null or i.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key))
      and (p_before is null or i.id < p_before)
    order by i.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_intake_invites(uuid, text, uuid, text, uuid, integer) is
  'Caller: members. Links and what became of them, the latest first, before a position: all, or open, submitted (to be reviewed), reviewed, ended (cancelled or expired); of a patient or a conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.list_intake_invites(uuid, text, uuid, text, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_intake_invites(uuid, text, uuid, text, uuid, integer) to authenticated;
