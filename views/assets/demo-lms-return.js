const link = document.getElementById('course-link');
if (link.dataset.atOnce) window.top.location.assign(link.href);
