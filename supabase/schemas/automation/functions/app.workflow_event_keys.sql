create function app.workflow_event_keys(p_event jsonb)
returns text[]
language sql
stable
set search_path = ''
as $$
  select case p_event ->> 'event'
    when 'patient.created' then array['patient.created:' || (p_event ->> 'patient_id')]
    when 'patient.birthday' then array['birthday:' || (p_event ->> 'patient_id') || ':' || (p_event ->> 'year')]
    when 'message.received' then array['message.received:' || (p_event ->> 'message_id')]
    when 'conversation.tagged' then array['conversation.tagged:' || (p_event ->> 'thread_id') || ':' || (p_event ->> 'tag_id') || ':' || (p_event ->> 'tagged_at')]
    when 'intake.submitted' then array['intake.submitted:' || (p_event ->> 'submission_id')]
    when 'lead.converted' then array['lead.converted:' || (p_event ->> 'lead_id')]
    when 'deal.moved' then array['deal.moved:' || (p_event ->> 'event_id')]
    when 'order.paid' then array['order.paid:' || (p_event ->> 'order_id')]
    when 'order.cancelled' then array['order.cancelled:' || (p_event ->> 'order_id')]
    when 'stock.low' then array['stock.low:' || (p_event ->> 'variant_id') || ':' || (p_event ->> 'since')]
    when 'stock.out' then array['stock.out:' || (p_event ->> 'move_id')]
    when 'stock.expiring' then array['stock.expiring:' || (p_event ->> 'lot_id') || ':' || (p_event ->> 'expires_on')]
    when 'purchase.received' then array['purchase.received:' || (p_event ->> 'receipt_id')]
    when 'session.status' then array(
      select 'session.' || (a.x ->> 'status') || ':' || (p_event ->> 'session_id') || ':' || (a.x ->> 'patient_id')
      from jsonb_array_elements(p_event #> '{after,patients}') a (x)
      where a.x ->> 'status' in ('missed', 'attended') and not coalesce(p_event #> '{before,patients}', '[]') @> jsonb_build_array(a.x))
    else '{}' end;
$$;
comment on function app.workflow_event_keys(jsonb) is
  'The keys of what an event tells: one for each person of it, or for the thing that it is about.';
revoke execute on function app.workflow_event_keys(jsonb) from public, anon, authenticated;
